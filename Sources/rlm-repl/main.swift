import Glibc
import REPLWorker

exit(Worker.run(Array(CommandLine.arguments.dropFirst())))
