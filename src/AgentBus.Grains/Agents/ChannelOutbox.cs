using System.Runtime.InteropServices;
using AgentBus.Domain.Messages;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace AgentBus.Grains.Agents;

/// <summary>
/// What one agent sends to one channel, in order: one publish is in flight, and what arrives meanwhile is the next one. A publish that
/// the channel's holder could not store is tried once more, at its next holder.
/// </summary>
internal sealed partial class ChannelOutbox(
    ChannelKey channel,
    AgentKey sender,
    Func<PublishRequest, Task<PublishResult>> publish,
    Func<bool, Task<Refusal?>>? resolve,
    DeliveredKeys keys,
    TimeProvider time,
    ILogger logger)
{
    private static readonly Refusal Unknown = new(
        Code.Timeout, "The channel did not answer; send again under the same key to learn what became of the message.", TimeSpan.FromSeconds(1));

    private readonly List<Outgoing> _waiting = [];
    /// <summary>The channel is known to be there.</summary>
    public bool IsResolved { get; private set; } = resolve is null;

    /// <summary>Completes when nothing waits any more.</summary>
    public Task Drained { get; private set; } = Task.CompletedTask;

    /// <summary>Takes a message, which goes with the next <see cref="Flush"/>; true where it is the first that waits.</summary>
    public bool Add(Outgoing message)
    {
        _waiting.Add(message);
        return _waiting.Count == 1;
    }

    /// <summary>Sends what waits, unless a publish is in flight: what waits goes when that is answered.</summary>
    public void Flush()
    {
        if (Drained.IsCompleted)
        {
            Drained = RunAsync();
        }
    }

    private async Task RunAsync()
    {
        while (_waiting.Count > 0)
        {
            var sent = _waiting.ToArray();
            _waiting.Clear();
            try
            {
                Settle(sent, await PublishAsync(sent));
            }
            catch (Exception fault)
            {
                // Whether it was stored is not known: the keys are looked up when they come again.
                LogPublishFailed(logger, fault, channel.Name, sent.Length);
                keys.Doubt(sent);
                Refuse(sent, Unknown);
            }
        }
    }

    private async Task<PublishResult> PublishAsync(Outgoing[] sent)
    {
        if (!IsResolved)
        {
            if (await resolve!(sent[0].MayCreateChannel) is { } refusal)
            {
                return new PublishResult(0, 0, refusal);
            }

            IsResolved = true;
        }

        var request = new PublishRequest(sender, ImmutableCollectionsMarshal.AsImmutableArray(Array.ConvertAll(sent, static message => message.Message)));
        try
        {
            var result = await publish(request);
            if (result.Refusal is not { Code: Code.StorageUnavailable })
            {
                return result;
            }
        }
        catch (OrleansMessageRejectionException)
        {
            // It reached no holder, as while one goes and the next comes.
        }

        return await publish(request);
    }

    private void Settle(Outgoing[] sent, PublishResult result)
    {
        if (result.Refusal is { } refusal)
        {
            // The channel may have been deleted and be made again.
            IsResolved &= refusal.Code != Code.NotFound || resolve is null;
            keys.GiveBack(sent);
            Refuse(sent, refusal);
            return;
        }

        var now = time.GetUtcNow();
        for (var i = 0; i < sent.Length; i++)
        {
            var (message, position) = (sent[i].Message, result.IsSpilled ? default : new Position(result.Epoch, result.FirstSequence + i));
            keys.Remember(message, channel, position, now);
            sent[i].Settle(result.IsSpilled ? Receipts.Spilled(message.MessageId, channel) : Receipts.Delivered(message.MessageId, channel, position));
        }
    }

    private void Refuse(Outgoing[] sent, Refusal refusal)
    {
        foreach (var message in sent)
        {
            message.Settle(new Receipt
            {
                MessageId = message.Message.MessageId,
                Outcome = Outcome.Refused,
                Code = refusal.Code,
                Reason = refusal.Reason,
                RetryAfter = refusal.RetryAfter,
                Agent = channel.IsInbox ? channel.Channel : "",
            });
        }
    }

    [LoggerMessage(EventId = 2302, Level = LogLevel.Error, Message = "Publishing {Count} messages to {Channel} failed; their sender is told to try again.")]
    private static partial void LogPublishFailed(ILogger logger, Exception fault, string channel, int count);
}
