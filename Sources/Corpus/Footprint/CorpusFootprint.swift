@preconcurrency import Dispatch
import Glibc
import Synchronization

/// What a corpus was read from, to tell later, without reading, whether it would be read alike again.
///
/// It holds the state of every file and folder that was looked at and of the ignore rules, as `lstat` tells it: a few
/// thousand files take a few milliseconds.
package struct CorpusFootprint: Sendable {
    /// What changes of a place when anything is done to it; all zero where there is nothing.
    private struct Stamp: Equatable {
        var inode: UInt = 0
        var size = 0
        var changed = timespec()
        var isFolder = false
        /// True for a file that has another name, which may lie anywhere.
        var isLinked = false

        static func == (one: Self, other: Self) -> Bool {
            (one.inode, one.size, one.changed.tv_sec, one.changed.tv_nsec)
                == (other.inode, other.size, other.changed.tv_sec, other.changed.tv_nsec)
        }
    }

    /// Places that one thread looks at before it asks whether the others have found a change.
    private static let segment = 2_048

    /// The paths, absolute, each with a zero behind it.
    private let paths: [UInt8]
    /// Where each path begins.
    private let starts: [Int]
    private let stamps: [Stamp]

    init(paths: [UInt8], starts: [Int]) {
        (self.paths, self.starts) = (paths, starts)
        stamps = paths.withUnsafeBufferPointer { bytes in starts.map { Self.stamp(at: $0, in: bytes) } }
    }

    /// True when nothing has happened to any of the places; blocks for as long as it takes to look at them.
    package var isUnchanged: Bool {
        let found = Atomic(false)
        let count = (starts.count + Self.segment - 1) / Self.segment
        DispatchQueue.concurrentPerform(iterations: count) { number in
            guard !found.load(ordering: .relaxed) else { return }
            let range = number * Self.segment..<min(starts.count, (number + 1) * Self.segment)
            if !isUnchanged(at: range) { found.store(true, ordering: .relaxed) }
        }
        return !found.load(ordering: .relaxed)
    }

    /// The folders, and the numbers of the places of which changes cannot be told from what happens in these folders.
    func folders() -> (folders: [String], apart: [Int]) {
        let bytes = paths[...]
        let isFolder = Set(stamps.indices.filter { stamps[$0].isFolder }.map { path($0, in: bytes) })
        let apart = stamps.indices.filter { number in
            guard !stamps[number].isLinked else { return true }
            let path = path(number, in: bytes)
            return !isFolder.contains(path[..<(path.lastIndex(of: UInt8(ascii: "/")) ?? path.startIndex)])
        }
        return (isFolder.map { String(decoding: $0, as: UTF8.self) }, apart)
    }

    private func path(_ number: Int, in bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        bytes[starts[number]..<(number + 1 < starts.count ? starts[number + 1] : bytes.count) - 1]
    }

    /// True when nothing has happened to these places.
    func isUnchanged(at numbers: some Sequence<Int>) -> Bool {
        paths.withUnsafeBufferPointer { bytes in
            numbers.allSatisfy { Self.stamp(at: starts[$0], in: bytes) == stamps[$0] }
        }
    }

    /// True when a place was changed at `time` or later, so that a change after it might not show.
    func hasChange(since time: timespec) -> Bool {
        stamps.contains { ($0.changed.tv_sec, $0.changed.tv_nsec) >= (time.tv_sec, time.tv_nsec) }
    }

    private static func stamp(at start: Int, in paths: UnsafeBufferPointer<UInt8>) -> Stamp {
        var status = stat()
        guard let base = paths.baseAddress,
            lstat(UnsafeRawPointer(base + start).assumingMemoryBound(to: CChar.self), &status) == 0
        else { return Stamp() }
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        return Stamp(
            inode: status.st_ino, size: Int(status.st_size), changed: status.st_ctim, isFolder: isFolder,
            isLinked: !isFolder && status.st_nlink > 1)
    }
}
