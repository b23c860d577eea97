import Commands
import DogfoodCommands
import Glibc

exit(await DogfoodProgram.run(Array(CommandLine.arguments.dropFirst())).rawValue)
