"""agent: tasks with dependencies are ordered, given to workers, and the plan checked."""


def make_tasks(count):
    tasks = {}
    for i in range(count):
        needs = sorted({(i * 17 + k * 31) % i for k in range(3)}) if i else []
        tasks[f'task-{i}'] = {'needs': [f'task-{n}' for n in needs], 'hours': i * 7 % 11 + 1}
    return tasks


def ordered(tasks):
    waiting = {name: len(task['needs']) for name, task in tasks.items()}
    followers = {name: [] for name in tasks}
    for name, task in tasks.items():
        for need in task['needs']:
            followers[need].append(name)
    ready = [name for name, count in waiting.items() if count == 0]
    order = []
    while ready:
        name = ready.pop(0)
        order.append(name)
        for follower in followers[name]:
            waiting[follower] -= 1
            if waiting[follower] == 0:
                ready.append(follower)
    if len(order) != len(tasks):
        raise ValueError('a cycle')
    return order


def schedule(tasks, order, workers):
    free = [0] * workers
    ends = {}
    for name in order:
        earliest = max([ends[need] for need in tasks[name]['needs']], default=0)
        worker = min(range(workers), key=lambda w: (max(free[w], earliest), w))
        ends[name] = max(free[worker], earliest) + tasks[name]['hours']
        free[worker] = ends[name]
    return max(ends.values()), free


tasks = make_tasks(6_000)
order = ordered(tasks)
(schedule(tasks, order, 4), schedule(tasks, order, 7), order[-1])
