namespace AgentBus.Client;

/// <summary>A channel that the agent is a member of, in whatever session it became one (TRN-13).</summary>
/// <param name="Room">The room.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Acknowledged">The position that the agent acknowledged last; null: none.</param>
public sealed record ChannelMembership(string Room, string Channel, Position? Acknowledged);
