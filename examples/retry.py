"""Call an unreliable service until it answers, as agents do: an answer may be an exception (`:raise Type: message`)."""


class GaveUp(Exception):
    """The service failed too often."""


def with_retries(call, attempts):
    errors = []
    for attempt in range(1, attempts + 1):
        try:
            return call()
        except (ConnectionError, TimeoutError) as error:
            errors.append(f"{type(error).__name__}: {error}")
            print(f"attempt {attempt} failed: {errors[-1]}")
            wait(2**attempt)
    raise GaveUp("; ".join(errors))


report = {}
for city in ("Oslo", "Rome"):
    try:
        report[city] = with_retries(lambda: forecast(city), attempts=2)
    except GaveUp as error:
        report[city] = f"no forecast ({error})"

report
