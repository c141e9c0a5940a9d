using System.Security.Cryptography;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace AgentBus.Grains.Deliberation;

/// <summary>
/// The latest changes of a tenant's cases: numbered, kept so that who was away goes on where it was, and sent to their stream, of which one loop
/// keeps the order. The stream is a signal; what is kept here is the truth.
/// </summary>
internal sealed partial class CaseFeed(IAsyncStream<CaseUpdates> stream, int kept, ILogger logger)
{
    private const int MaxPage = 256;

    private readonly ulong _epoch = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;
    private readonly Queue<CaseUpdate> _kept = new();
    private List<CaseUpdate> _waiting = [];
    private long _head;

    /// <summary>Completes when the stream has all that was taken.</summary>
    public Task Drained { get; private set; } = Task.CompletedTask;

    /// <summary>Takes a change.</summary>
    public void Take(CaseUpdate changed)
    {
        var numbered = changed with { Position = new Position(_epoch, ++_head) };
        _kept.Enqueue(numbered);
        if (_kept.Count > kept)
        {
            _kept.Dequeue();
        }

        _waiting.Add(numbered);
        if (Drained.IsCompleted)
        {
            Drained = PumpAsync();
        }
    }

    /// <summary>What came after a place; of no place (epoch 0) the head alone.</summary>
    public CaseUpdates Read(Position after)
    {
        if (after.Epoch == 0)
        {
            return new CaseUpdates(_epoch, _head, []);
        }

        var first = _head - _kept.Count + 1;
        return after.Epoch != _epoch || after.Sequence < first - 1 || after.Sequence > _head
            ? new CaseUpdates(_epoch, _head, [], IsLost: true)
            : new CaseUpdates(_epoch, _head, [.. _kept.Skip((int)(after.Sequence - first + 1)).Take(MaxPage)]);
    }

    private async Task PumpAsync()
    {
        while (_waiting.Count > 0)
        {
            var batch = new CaseUpdates(_epoch, _head, [.. _waiting]);
            _waiting = [];
            try
            {
                await stream.OnNextAsync(batch);
            }
            catch (Exception fault)
            {
                // Watchers compare heads and read what is missing.
                LogStreamFailed(logger, fault, batch.Head);
            }
        }
    }

    [LoggerMessage(EventId = 3480, Level = LogLevel.Warning, Message = "The stream of cases did not take the changes up to {Head}; watchers read them from the index.")]
    private static partial void LogStreamFailed(ILogger logger, Exception fault, long head);
}
