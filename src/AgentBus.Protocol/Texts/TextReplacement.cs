namespace AgentBus.Protocol.Texts;

/// <summary>What is to stand in the place of a text.</summary>
/// <param name="Ordinal">Which text: <see cref="TextPart.Ordinal"/>.</param>
/// <param name="Value">UTF-8. A number becomes a string; of <see cref="TextKind.Opaque"/> the field goes, whatever stands here.</param>
/// <param name="Taken">So many bytes of a text it replaces; what follows stays.</param>
public readonly record struct TextReplacement(int Ordinal, ReadOnlyMemory<byte> Value, int Taken = int.MaxValue);
