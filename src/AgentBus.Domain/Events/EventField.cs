namespace AgentBus.Domain.Events;

/// <summary>A fact of an event: text, or a number.</summary>
/// <param name="Name">Its name, lower snake case.</param>
/// <param name="Text">The text; passed over where there is a number.</param>
/// <param name="Number">The number; null: it is text.</param>
public readonly record struct EventField(string Name, string Text, double? Number = null)
{
    /// <summary>A number.</summary>
    public static EventField Of(string name, double number) => new(name, "", number);
}
