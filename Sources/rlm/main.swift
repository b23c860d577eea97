import Commands
import Glibc

exit(await Program.rlm.run(Array(CommandLine.arguments.dropFirst())).rawValue)
