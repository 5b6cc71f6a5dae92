# --- contexts-compared-and-asked
from contextvars import Context, ContextVar, copy_context

var = ContextVar("var", default=0)


def work():
    var.set(ext(5))
    return copy_context()


context = Context()
copied = context.run(work)
other = copy_context()
texts = []
for wrong in (lambda: context[1], lambda: 1 in context, lambda: context.get("var"), lambda: Context(1), lambda: type("C", (Context,), {})):
    try:
        texts.append(wrong())
    except TypeError as error:
        texts.append(str(error))
context == copied, context == other, context[var], var in copied, context.run(copied.run, lambda: ext(var.get())), texts[:4], texts[4][-30:]
