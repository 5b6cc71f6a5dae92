"""pyperformance: one-way constraints are planned by their strength (after DeltaBlue)."""


class Variable:
    def __init__(self, name, value):
        self.name = name
        self.value = value
        self.constraints = []
        self.decided_by = None
        self.mark = 0
        self.strength = 9


class Constraint:
    def __init__(self, strength):
        self.strength = strength
        self.output = None

    def attach(self):
        for variable in self.variables():
            variable.constraints.append(self)

    def choose(self, mark):
        best = None
        for variable in self.variables():
            free = variable.mark != mark and variable.strength > self.strength
            if free and (best is None or variable.strength > best.strength):
                best = variable
        self.output = best
        return best

    def inputs(self):
        return [variable for variable in self.variables() if variable is not self.output]


class Stay(Constraint):
    def __init__(self, variable, strength):
        super().__init__(strength)
        self.variable = variable
        self.attach()

    def variables(self):
        return [self.variable]

    def execute(self):
        pass


class Edit(Stay):
    pass


class Equal(Constraint):
    def __init__(self, one, other, strength):
        super().__init__(strength)
        self.one = one
        self.other = other
        self.attach()

    def variables(self):
        return [self.one, self.other]

    def execute(self):
        self.output.value = self.inputs()[0].value


class Scale(Constraint):
    def __init__(self, source, factor, offset, target, strength):
        super().__init__(strength)
        self.source = source
        self.factor = factor
        self.offset = offset
        self.target = target
        self.attach()

    def variables(self):
        return [self.source, self.target]

    def execute(self):
        if self.output is self.target:
            self.target.value = self.source.value * self.factor + self.offset
        else:
            self.source.value = (self.target.value - self.offset) // self.factor


class Planner:
    def __init__(self):
        self.mark = 0

    def add(self, constraint):
        self.mark += 1
        overridden = constraint
        while overridden is not None:
            overridden = self.satisfy(overridden)

    def satisfy(self, constraint):
        output = constraint.choose(self.mark)
        if output is None:
            return None
        for variable in constraint.inputs():
            variable.mark = self.mark
        overridden = output.decided_by
        if overridden is not None:
            overridden.output = None
        output.decided_by = constraint
        self.propagate(constraint)
        output.mark = self.mark
        return overridden

    def propagate(self, constraint):
        todo = [constraint]
        while todo:
            current = todo.pop()
            output = current.output
            strength = current.strength
            for variable in current.inputs():
                strength = max(strength, variable.strength)
            output.strength = strength
            current.execute()
            for follower in output.constraints:
                if follower is not current and follower.output is not None and follower.output is not output:
                    todo.append(follower)

    def plan(self, variable):
        steps = []
        todo = [variable]
        while todo:
            current = todo.pop()
            for constraint in current.constraints:
                if constraint.output is not None and constraint.output is not current:
                    steps.append(constraint)
                    todo.append(constraint.output)
        return steps


def chain(length):
    planner = Planner()
    variables = [Variable('v%d' % i, 0) for i in range(length + 1)]
    for one, other in zip(variables, variables[1:]):
        planner.add(Equal(one, other, 0))
    planner.add(Stay(variables[-1], 4))
    first = variables[0]
    edit = Edit(first, 1)
    planner.add(edit)
    steps = planner.plan(first)
    total = 0
    for value in range(60):
        first.value = value
        for step in steps:
            step.execute()
        total += variables[-1].value
    return total, len(steps)


def projection(count):
    planner = Planner()
    targets = []
    for i in range(count):
        source = Variable('s%d' % i, i)
        target = Variable('t%d' % i, i)
        planner.add(Stay(source, 3))
        planner.add(Scale(source, 10, i, target, 0))
        edit = Edit(source, 1)
        planner.add(edit)
        source.value = i + 5
        for step in planner.plan(source):
            step.execute()
        targets.append(target.value)
    return sum(targets)


(chain(220), projection(1_500))
