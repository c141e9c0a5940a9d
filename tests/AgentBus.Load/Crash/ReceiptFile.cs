using System.Globalization;

namespace AgentBus.Load.Crash;

/// <summary>The receipts that the traffic process has on disk; reads on from where it was. Not thread-safe.</summary>
internal sealed class ReceiptFile(string path)
{
    private readonly List<(string Message, string Channel, long Sequence)> _receipts = [];
    private long _offset;

    public IReadOnlyList<(string Message, string Channel, long Sequence)> Receipts => _receipts;

    /// <summary>Takes the lines that are whole, and tells how many there are in all.</summary>
    public int ReadOn()
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(_offset, SeekOrigin.Begin);
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd();
        text = text[..(text.LastIndexOf('\n') + 1)];
        _offset += text.Length;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split(' ');
            _receipts.Add((fields[0], fields[1], long.Parse(fields[3], CultureInfo.InvariantCulture)));
        }

        return _receipts.Count;
    }
}
