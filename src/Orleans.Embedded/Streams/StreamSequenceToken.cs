namespace Orleans.Streams;

/// <summary>Position of an item in its stream, as the producer gave it.</summary>
[GenerateSerializer]
public abstract class StreamSequenceToken : IEquatable<StreamSequenceToken?>, IComparable<StreamSequenceToken?>
{
    public abstract long SequenceNumber { get; protected set; }

    public abstract int EventIndex { get; protected set; }

    public abstract int CompareTo(StreamSequenceToken? other);

    public abstract bool Equals(StreamSequenceToken? other);
}

/// <summary>An item with its position.</summary>
[GenerateSerializer, Immutable]
public class SequentialItem<T>(T item, StreamSequenceToken? token)
{
    [Id(0)]
    public T Item { get; } = item;

    [Id(1)]
    public StreamSequenceToken? Token { get; } = token;
}
