using System.Text;
using System.Threading.Channels;
using AgentBus.Client;

namespace AgentBus.Load.Traffic;

/// <summary>Receipts as lines of a file, synced to disk: what stands here was promised by the bus, whatever dies afterwards.</summary>
internal sealed class ReceiptLedger(string path) : IAsyncDisposable
{
    private readonly FileStream _file = new(path, FileMode.Append, FileAccess.Write, FileShare.Read);
    private readonly Channel<Receipt> _receipts = System.Threading.Channels.Channel.CreateBounded<Receipt>(4096);

    public ValueTask AddAsync(Receipt receipt, CancellationToken cancellationToken) => _receipts.Writer.WriteAsync(receipt, cancellationToken);

    /// <summary>Writes until completed; one sync covers all that gathered during the last one.</summary>
    public async Task WriteAsync()
    {
        var lines = new StringBuilder();
        while (await _receipts.Reader.WaitToReadAsync())
        {
            while (_receipts.Reader.TryRead(out var receipt))
            {
                lines.Append(receipt.MessageId).Append(' ').Append(receipt.Channel).Append(' ').Append(receipt.Position.Epoch).Append(' ').Append(receipt.Position.Sequence).Append('\n');
            }

            await _file.WriteAsync(Encoding.ASCII.GetBytes(lines.ToString()));
            _file.Flush(flushToDisk: true);
            lines.Clear();
        }
    }

    public void Complete() => _receipts.Writer.TryComplete();

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
