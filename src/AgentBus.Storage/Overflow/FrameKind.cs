namespace AgentBus.Storage.Overflow;

/// <summary>What a frame of an overflow file says.</summary>
internal enum FrameKind : byte
{
    /// <summary>Whose file it is; the first frame.</summary>
    Header = 1,

    /// <summary>A message.</summary>
    Message = 2,

    /// <summary>Everything up to an ordinal is removed.</summary>
    Removed = 3,
}
