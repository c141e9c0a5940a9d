namespace AgentBus.Storage.Overflow;

/// <summary>A frame that is whole.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Ordinal">The message's, or up to where is removed; 0 in a header.</param>
/// <param name="Content">What follows the ordinal.</param>
/// <param name="Length">Its bytes in the file.</param>
internal readonly record struct OverflowFrame(FrameKind Kind, long Ordinal, ReadOnlyMemory<byte> Content, int Length);
