import Glibc
import Posix

extension Corpus {
    package convenience init(text: String, path: String) throws {
        self.init(files: [(path, text)])
    }

    package convenience init(files: [(String, String)]) {
        var bytes: [UInt8] = []
        var table: [CorpusFile] = []
        for (path, text) in files {
            bytes += "===== \(path) =====\n".utf8
            let start = bytes.count
            bytes += text.utf8
            table.append(CorpusFile(path: path, range: start..<bytes.count))
            if bytes.last != 10 { bytes.append(10) }
        }
        let fd = fileno(tmpfile())
        _ = bytes.withUnsafeBytes { write(fd, $0.baseAddress, $0.count) }
        let base = mmap(nil, max(1, bytes.count), PROT_READ, MAP_SHARED, fd, 0)
        self.init(text: SharedMemory(descriptor: fd, base: base.map { UnsafeRawPointer($0) }, count: bytes.count), files: table)
    }

    package var characterCount: Int { text.count }

    package func contents(of file: CorpusFile) -> String {
        text.withBytes { String(decoding: $0[file.range], as: UTF8.self) }
    }

    private func allLines(of file: CorpusFile) -> [Substring] {
        var lines = contents(of: file).split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    package func lineCount(of file: CorpusFile) -> Int { allLines(of: file).count }

    package func lines(_ range: ClosedRange<Int>, of file: CorpusFile) -> [String] {
        allLines(of: file)[(range.lowerBound - 1)..<range.upperBound].map(String.init)
    }

    package func file(named name: String) -> CorpusFile? { files.first { $0.path == name } }
}
