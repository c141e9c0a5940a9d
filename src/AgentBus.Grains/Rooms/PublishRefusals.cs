using AgentBus.Model;

namespace AgentBus.Grains.Rooms;

/// <summary>What the holder of a channel refuses before it writes.</summary>
internal static class PublishRefusals
{
    private static readonly Refusal Draining = new(Code.StorageUnavailable, "The journal recovers from a failed write; nothing was stored. Try again.", TimeSpan.FromSeconds(1));
    private static readonly Refusal NoMessages = new(Code.MessageInvalid, "A publish without messages.");

    /// <summary>The answer while a failed append drains.</summary>
    public static PublishResult WhileDraining { get; } = Answer(Draining);

    /// <summary>Null: it may be written.</summary>
    public static Refusal? Check(PublishRequest request, ChannelKey channel) =>
        request.Sender.Tenant != channel.Tenant ? Refusal.NotFound
        : request.Messages.IsDefaultOrEmpty ? NoMessages
        : null;

    /// <summary>None of the messages was stored.</summary>
    public static PublishResult Answer(Refusal refusal) => new(0, 0, refusal);
}
