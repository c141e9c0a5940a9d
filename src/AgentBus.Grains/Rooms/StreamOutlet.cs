using System.Runtime.InteropServices;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace AgentBus.Grains.Rooms;

/// <summary>Publishes a room's messages to its stream, what one commit brought as one batch.</summary>
internal sealed partial class StreamOutlet(
    ChannelLog log, MessageRing? ring, IAsyncStream<ChannelBatch> stream, HeadRepeater heads, ILogger logger) : IChannelOutlet
{
    private readonly List<ChannelMessage> _messages = [];

    public void Take(PendingPublish publish, bool isStored)
    {
        for (var i = 0; isStored && i < publish.Request.Messages.Length; i++)
        {
            var message = publish.Place(i);
            ring?.Add(message);
            _messages.Add(message);
        }
    }

    public async Task PassOnAsync()
    {
        if (_messages.Count == 0)
        {
            return;
        }

        var batch = new ChannelBatch(log.Epoch, log.Committed, ImmutableCollectionsMarshal.AsImmutableArray(_messages.ToArray()));
        _messages.Clear();
        heads.Published();
        try
        {
            await stream.OnNextAsync(batch);
        }
        catch (Exception fault)
        {
            // The stream is a signal, the journal is the truth: subscribers see the gap at the next head.
            LogStreamFailed(logger, fault, batch.Head);
        }
    }

    [LoggerMessage(EventId = 2102, Level = LogLevel.Warning, Message = "The stream did not take the messages up to {Head}; followers read them from the journal.")]
    private static partial void LogStreamFailed(ILogger logger, Exception fault, long head);
}
