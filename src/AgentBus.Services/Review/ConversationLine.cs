namespace AgentBus.Services;

/// <summary>A message that was there before the one that people decide on, as far as whoever asks may read it.</summary>
/// <param name="MessageId">Its id.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="At">When the bus accepted it.</param>
/// <param name="Type">What it is for.</param>
/// <param name="Action">What its sender meant to do; may be empty.</param>
/// <param name="Text">What it says: its text, or the beginning of its content as JSON.</param>
/// <param name="IsSame">It is of the same conversation.</param>
public sealed record ConversationLine(string MessageId, string Sender, DateTimeOffset At, string Type, string Action, string Text, bool IsSame);
