"""pyperformance: records pass through levels, filters, formatters and handlers, as a logging library does it."""

LEVELS = {'DEBUG': 10, 'INFO': 20, 'WARNING': 30, 'ERROR': 40}


class Record:
    def __init__(self, name, level, message, args):
        self.name = name
        self.level = level
        self.message = message
        self.args = args

    def text(self):
        return self.message % self.args if self.args else self.message


class Formatter:
    def __init__(self, layout):
        self.layout = layout

    def format(self, record):
        return self.layout.format(name=record.name, level=record.level, text=record.text())


class Handler:
    def __init__(self, formatter, level):
        self.formatter = formatter
        self.level = LEVELS[level]
        self.lines = []

    def handle(self, record):
        if LEVELS[record.level] >= self.level:
            self.lines.append(self.formatter.format(record))


class Logger:
    def __init__(self, name, parent=None, level='DEBUG'):
        self.name = name
        self.parent = parent
        self.level = LEVELS[level]
        self.handlers = []
        self.filters = []

    def log(self, level, message, *args):
        if LEVELS[level] < self.level:
            return
        record = Record(self.name, level, message, args)
        if not all([allowed(record) for allowed in self.filters]):
            return
        logger = self
        while logger is not None:
            for handler in logger.handlers:
                handler.handle(record)
            logger = logger.parent

    def debug(self, message, *args):
        self.log('DEBUG', message, *args)

    def info(self, message, *args):
        self.log('INFO', message, *args)

    def error(self, message, *args):
        self.log('ERROR', message, *args)


root = Logger('root')
everything = Handler(Formatter('{level:<8}|{name}|{text}'), 'DEBUG')
errors = Handler(Formatter('{level}: {text}'), 'ERROR')
root.handlers = [everything, errors]
child = Logger('app.db', root, 'INFO')
child.filters.append(lambda record: 'secret' not in record.message)
for i in range(12_000):
    child.debug('not seen %d', i)
    child.info('query %d took %.2f ms', i, i / 7)
    if i % 5 == 0:
        child.error('row %r is missing', 'r%d' % i)
    if i % 7 == 0:
        child.info('secret %s', i)
(len(everything.lines), len(errors.lines), everything.lines[100], errors.lines[-1])
