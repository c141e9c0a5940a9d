using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>The stored record is not the one that was read. Out of a grain method it replaces the activation.</summary>
[GenerateSerializer]
public class InconsistentStateException : OrleansException
{
    public InconsistentStateException()
    {
    }

    public InconsistentStateException(string message)
        : base(message)
    {
    }

    public InconsistentStateException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
        : base(errorMsg, storageException)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
        : this(errorMsg, storedEtag, currentEtag, null)
    {
    }

    /// <summary>The ETag found in storage, where known.</summary>
    [Id(0)]
    public string? StoredEtag { get; private set; }

    /// <summary>The ETag that the writer held.</summary>
    [Id(1)]
    public string? CurrentEtag { get; private set; }

    /// <summary>Only the grain in which the conflict arose is replaced, not those that it was passed on through.</summary>
    [field: NonSerialized]
    internal bool AtSource { get; set; } = true;

    public override string ToString() =>
        $"{base.ToString()} (stored ETag {StoredEtag ?? "unknown"}, held ETag {CurrentEtag ?? "none"})";
}
