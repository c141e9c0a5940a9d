namespace AgentBus.Client;

/// <summary>Messages that can not be had any more: history no longer reaches back, or belongs to another epoch.</summary>
/// <param name="Room">The room.</param>
/// <param name="Channel">The channel.</param>
/// <param name="After">The last position that was seen before the gap.</param>
/// <param name="Until">The position at which deliveries go on; the first one after the gap comes later than it.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record DeliveryGap(string Room, string Channel, Position After, Position Until, string Reason);
