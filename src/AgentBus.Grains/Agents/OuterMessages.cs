using AgentBus.Domain.Admission;

namespace AgentBus.Grains.Agents;

/// <summary>The parents of a batch's messages, as they were looked up, and what the sender itself had held a moment ago.</summary>
/// <param name="found">Of each parent that has a case whether it lacks an approval.</param>
/// <param name="own">The sender's own messages whose cases are being opened, or were since the look-up; null: nothing has to be looked up.</param>
internal sealed class OuterMessages(IReadOnlyDictionary<string, bool> found, HeldMessages? own) : IOuterMessages
{
    /// <summary>None of the messages is part of another.</summary>
    public static OuterMessages None { get; } = new(new Dictionary<string, bool>(), own: null);

    /// <inheritdoc/>
    public bool LacksApproval(string messageId) => found.TryGetValue(messageId, out var lacks) ? lacks : own?.WasJustHeld(messageId) ?? false;
}
