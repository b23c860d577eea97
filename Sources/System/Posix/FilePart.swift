/// The beginning of a file of the disk that stands in a `SharedMemory` without having been copied there.
package struct FilePart: Sendable {
    package let file: Descriptor
    /// Where its bytes stand; in the memory file both ends fall on pages.
    package let range: Range<Int>
    /// What the file was when its bytes were looked at.
    let stamp: FileStamp

    /// True when the file has been written to since, or cannot be asked.
    package var hasChanged: Bool { (try? FileStamp(of: file)) != stamp }
}
