namespace AgentBus.Domain.Inspection;

/// <summary>What is to stand in the place of a text of a message.</summary>
/// <param name="Ordinal">Which text.</param>
/// <param name="Value">UTF-8. A number becomes a string; bytes that nobody can read for sure go with their field.</param>
/// <param name="Taken">So many bytes of the text it replaces; what follows stays.</param>
public readonly record struct TextChange(int Ordinal, ReadOnlyMemory<byte> Value, int Taken = int.MaxValue);
