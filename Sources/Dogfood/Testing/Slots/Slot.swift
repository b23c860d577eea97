import FoundationEssentials
import Glibc
import Posix

/// A tree that is ready to be built and tested in the sandbox, in a folder of its own.
package struct Slot: Sendable {
    /// Where what is built goes.
    package enum Products: Sendable, Equatable {
        /// Over what was built in these folders already, the newest first, which stay as they are.
        case over([String])
        /// Into this folder.
        case into(String)
        /// Among the sources, which are this slot's own.
        case amongSources
    }

    /// Holds `source`, `out` and what else the slot needs.
    package let folder: String
    /// Where the sources stand in the sandbox, the same for all slots: compilers record the path.
    package let place: String
    package let products: Products
    /// Holds the files of `Workshop.names`.
    let names: String
    let toolchain: Toolchain?
    let environment: [String: String]

    /// What the sandbox leaves there is read by this process: `/out` in the sandbox.
    package var out: String { "\(folder)/out" }
    package var source: String { "\(folder)/source" }
    /// What was built beyond what it is built over.
    package var upper: String { "\(folder)/upper" }

    func enclosure() -> Enclosure {
        var bindings = [Enclosure.Binding(source, at: place, writable: products == .amongSources)]
        var overlay: Enclosure.Overlay?
        switch products {
        case .over(let lower):
            overlay = Enclosure.Overlay(lower: lower.joined(separator: ":"), upper: upper, work: "\(folder)/work")
            bindings.append(Enclosure.Binding(upper, at: "\(place)/.build", writable: true))
        case .into(let products):
            bindings.append(Enclosure.Binding(products, at: "\(place)/.build", writable: true))
        case .amongSources: break
        }
        bindings.append(Enclosure.Binding(out, at: "/out", writable: true))
        bindings += Workshop.names.keys.sorted().map { Enclosure.Binding("\(names)/\($0)", at: "/etc/\($0)") }
        var enclosure = Enclosure(toolchain: toolchain, bindings: bindings, overlay: overlay, directory: place)
        enclosure.environment = environment
        return enclosure
    }

    /// Reads a file that the sandbox left in `out`; nil unless it is a plain file of at most 256 MB.
    func read(_ name: String) -> [UInt8]? {
        let number = open("\(out)/\(name)", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard number >= 0 else { return nil }
        let file = Descriptor(owning: number)
        var status = stat()
        guard fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= 256 << 20 else {
            return nil
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var filled = 0
        while filled < bytes.count {
            let reading = bytes.withUnsafeMutableBytes { buffer in
                try? file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            }
            guard case .bytes(let count)? = reading else { break }
            filled += count
        }
        return Array(bytes[..<filled])
    }

    /// So that an earlier run's file is not taken for a later one's.
    func remove(leftover name: String) { Self.remove("\(out)/\(name)") }

    package func remove() { Self.remove(folder) }

    /// Removes a folder of this user's whatever the permissions in it are; links are not followed.
    package static func remove(_ folder: String) {
        var status = stat()
        guard lstat(folder, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            unlink(folder)
            return
        }
        if status.st_mode & 0o700 != 0o700 { chmod(folder, 0o700) }
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] { remove("\(folder)/\(name)") }
        rmdir(folder)
    }
}
