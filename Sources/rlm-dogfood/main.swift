import Commands
import DogfoodCommands
import Glibc

exit(await Program.dogfood.run(Array(CommandLine.arguments.dropFirst())).rawValue)
