using Orleans;

namespace AgentBus.Model;

/// <summary>A session wants to be handed what is in a queue. Repeated every 20 s; a consumer that is silent for 60 s is gone, and what it had is handed out again.</summary>
/// <param name="Session">The session.</param>
/// <param name="Channel">A work-queue channel; <see cref="ChannelName.None"/>: the agent's own inbox.</param>
/// <param name="Window">So many messages unsettled at once: 1 to 1,000; 0: the default.</param>
/// <param name="RepliesOnly">Of the inbox: only the replies that this session awaits. A side session gets no more in any case.</param>
[GenerateSerializer, Immutable, Alias("agentbus.AttachRequest")]
public sealed record AttachRequest(
    [property: Id(0)] SessionToken Session,
    [property: Id(1)] ChannelName Channel,
    [property: Id(2)] int Window,
    [property: Id(3)] bool RepliesOnly = false);
