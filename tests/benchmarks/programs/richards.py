"""pyperformance: an operating system's scheduler with tasks, packets and queues (after Richards)."""

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
WORK, DEVICE = 0, 1


class Packet:
    def __init__(self, link, target, kind):
        self.link = link
        self.target = target
        self.kind = kind
        self.value = 0
        self.data = [0] * 4

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    def __init__(self, scheduler, name, priority, queue):
        self.scheduler = scheduler
        self.name = name
        self.priority = priority
        self.queue = queue
        self.waiting = False
        self.held = False
        scheduler.add(self)

    def is_idle(self):
        return self.held or (self.waiting and self.queue is None)

    def take(self):
        packet = self.queue
        if packet is not None:
            self.queue = packet.link
        self.waiting = False
        return packet

    def wait(self):
        self.waiting = True
        return self

    def run(self, packet):
        raise NotImplementedError


class Idle(Task):
    def __init__(self, scheduler, count):
        super().__init__(scheduler, IDLE, 0, None)
        self.count = count
        self.control = 1

    def run(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.scheduler.hold(self)
        if self.control & 1:
            self.control = self.control // 2 ^ 0xD008
            return self.scheduler.release(DEVICE_B)
        self.control //= 2
        return self.scheduler.release(DEVICE_A)


class Worker(Task):
    def __init__(self, scheduler, queue):
        super().__init__(scheduler, WORKER, 1000, queue)
        self.target = HANDLER_A
        self.count = 0

    def run(self, packet):
        if packet is None:
            return self.wait()
        self.target = HANDLER_B if self.target == HANDLER_A else HANDLER_A
        packet.target = self.target
        packet.value = 0
        for i in range(4):
            self.count = self.count % 26 + 1
            packet.data[i] = 64 + self.count
        return self.scheduler.send(packet, self)


class Handler(Task):
    def __init__(self, scheduler, name, priority, queue):
        super().__init__(scheduler, name, priority, queue)
        self.work = None
        self.devices = None

    def run(self, packet):
        if packet is not None:
            if packet.kind == WORK:
                self.work = packet.append_to(self.work)
            else:
                self.devices = packet.append_to(self.devices)
        work = self.work
        if work is None:
            return self.wait()
        if work.value >= 4:
            self.work = work.link
            return self.scheduler.send(work, self)
        device = self.devices
        if device is None:
            return self.wait()
        self.devices = device.link
        device.value = work.data[work.value]
        work.value += 1
        return self.scheduler.send(device, self)


class Device(Task):
    def __init__(self, scheduler, name, priority):
        super().__init__(scheduler, name, priority, None)
        self.pending = None

    def run(self, packet):
        if packet is not None:
            self.pending = packet
            return self.scheduler.hold(self)
        if self.pending is None:
            return self.wait()
        pending, self.pending = self.pending, None
        return self.scheduler.send(pending, self)


class Scheduler:
    def __init__(self):
        self.tasks = []
        self.by_name = {}
        self.holds = 0
        self.sent = 0

    def add(self, task):
        self.tasks.append(task)
        self.by_name[task.name] = task
        self.tasks.sort(key=lambda item: -item.priority)

    def hold(self, task):
        self.holds += 1
        task.held = True
        return None

    def release(self, name):
        task = self.by_name[name]
        task.held = False
        return task

    def send(self, packet, sender):
        self.sent += 1
        task = self.by_name[packet.target]
        packet.target = sender.name
        task.queue = packet.append_to(task.queue)
        return None

    def run(self):
        while True:
            for task in self.tasks:
                if not task.is_idle():
                    task.run(task.take())
                    break
            else:
                return self.holds, self.sent


def packets(target, kind, count):
    queue = None
    for _ in range(count):
        queue = Packet(queue, target, kind)
    return queue


def main(count):
    scheduler = Scheduler()
    Idle(scheduler, count)
    Worker(scheduler, packets(WORKER, WORK, 2))
    Handler(scheduler, HANDLER_A, 2000, packets(DEVICE_A, DEVICE, 3))
    Handler(scheduler, HANDLER_B, 3000, packets(DEVICE_B, DEVICE, 3))
    Device(scheduler, DEVICE_A, 4000)
    Device(scheduler, DEVICE_B, 5000)
    return scheduler.run()


main(12_000)
