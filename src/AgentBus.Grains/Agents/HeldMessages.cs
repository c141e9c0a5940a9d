using AgentBus.Domain.Admission;
using AgentBus.Domain.Messages;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Agents;

/// <summary>
/// Hands messages over that people have to decide on. Their keys are reserved meanwhile; afterwards the port knows them: a retry gets the same
/// case. The sender is answered at once, and never waits for people (T-18).
/// </summary>
internal sealed partial class HeldMessages(IDeliberation deliberation, DeliveredKeys keys, RefusalLog refusals, Func<AgentDescription?> description, TimeProvider time, ILogger logger)
{
    private const string Owner = "owner";

    private static readonly Refusal Unknown = new(
        Code.Timeout, "Whether the message is held is not known; send it again under the same key to learn it.", TimeSpan.FromSeconds(1));

    // Longer than any look-up takes.
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);

    private readonly List<Task> _opening = [];
    private readonly Queue<(string MessageId, DateTimeOffset At)> _inOrder = new();
    private readonly Dictionary<string, DateTimeOffset> _recent = new(StringComparer.Ordinal);

    /// <summary>Opens a case for the message; its receipt comes when that is durable.</summary>
    public void Add(in AdmissionResult held, Principal sender, Outgoing message)
    {
        _opening.RemoveAll(static opened => opened.IsCompleted);
        keys.Reserve(message);
        Note(held.Envelope.MessageId);
        _opening.Add(OpenAsync(held, sender, message));
    }

    /// <summary>Whether a message of this id was handed over a moment ago: a look-up from before may not have found its case.</summary>
    public bool WasJustHeld(string messageId) => _recent.TryGetValue(messageId, out var at) && time.GetUtcNow() - at < Moment;

    /// <summary>Completes when no case is being opened.</summary>
    public Task SettledAsync() => Task.WhenAll(_opening);

    private void Note(string messageId)
    {
        var now = time.GetUtcNow();
        while (_inOrder.TryPeek(out var oldest) && now - oldest.At >= Moment)
        {
            _inOrder.Dequeue();
            if (_recent.GetValueOrDefault(oldest.MessageId) == oldest.At)
            {
                _recent.Remove(oldest.MessageId);
            }
        }

        _inOrder.Enqueue((messageId, now));
        _recent[messageId] = now;
    }

    private async Task OpenAsync(AdmissionResult held, Principal sender, Outgoing message)
    {
        Result<string> opened;
        try
        {
            var owner = description()?.Metadata.GetValueOrDefault(Owner) ?? "";
            var parked = new HeldMessage(held.Envelope, held.Stamp!, held.Verdict!, held.Target, sender, owner) { Received = held.Received?.Encoded ?? default };
            opened = await deliberation.OpenAsync(parked, CancellationToken.None);
        }
        catch (Exception fault)
        {
            LogFailed(logger, fault, held.Envelope.MessageId);
            opened = Unknown;
        }

        keys.GiveBack([message]);
        if (opened.IsOk)
        {
            keys.RememberHeld(message.Message, opened.Value, time.GetUtcNow());
            message.Settle(Receipts.Held(held.Envelope.MessageId, held.Verdict!, opened.Value));
            return;
        }

        var refused = held.RefusedWith(opened.Refusal);
        refusals.Add(in refused, time.GetUtcNow());
        message.Settle(Receipts.Refused(held.Envelope, refused.Verdict!));
    }

    [LoggerMessage(EventId = 2308, Level = LogLevel.Error, Message = "The case of the message {MessageId} could not be opened.")]
    private static partial void LogFailed(ILogger logger, Exception fault, string messageId);
}
