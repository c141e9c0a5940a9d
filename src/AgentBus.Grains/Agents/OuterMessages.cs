using AgentBus.Domain.Admission;

namespace AgentBus.Grains.Agents;

/// <summary>
/// The parents of a batch's messages, as they were looked up, and what was held a moment ago. All are the sender's own: what somebody else had held under the same
/// id is another message (<see cref="AgentBus.Domain.Deliberation.NestedCalls"/>).
/// </summary>
/// <param name="found">Of each parent whether it lacks an approval; null: it has no case, as far as the store knows.</param>
/// <param name="own">The messages whose cases are being opened, or were since the look-up; null: nothing has to be looked up.</param>
internal sealed class OuterMessages(IReadOnlyDictionary<string, bool?> found, HeldMessages? own) : IOuterMessages
{
    /// <summary>None of the messages is part of another.</summary>
    public static OuterMessages None { get; } = new(new Dictionary<string, bool?>(), own: null);

    /// <inheritdoc/>
    public bool LacksApproval(string messageId) => found.GetValueOrDefault(messageId) ?? own?.WasJustHeld(messageId) ?? false;
}
