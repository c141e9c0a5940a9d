using System.Collections.Concurrent;
using AgentBus.Domain.Inspection;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Domain.Impact;

/// <summary>Counts the telling words in the texts of a message. Thread-safe; allocates nothing once as many threads have read as ever do at once.</summary>
internal sealed class SignalReader(IMessageText texts)
{
    private const int MaxBytes = 64 * 1024;

    private readonly ConcurrentBag<TextSheet> _sheets = [];

    /// <summary>Different words of both lists, in the first 64 KiB of the texts.</summary>
    public (int Stake, int Doubt) Count(Envelope envelope)
    {
        if (!_sheets.TryTake(out var sheet))
        {
            sheet = new TextSheet();
        }

        try
        {
            sheet.Begin(MaxBytes, RedactionPaths.None);
            texts.Read(envelope, sheet);
            return SignalWords.Count(sheet.Text);
        }
        finally
        {
            sheet.Clear();
            _sheets.Add(sheet);
        }
    }
}
