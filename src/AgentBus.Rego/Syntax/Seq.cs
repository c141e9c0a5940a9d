using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace AgentBus.Rego.Syntax;

/// <summary>An immutable sequence that compares by its items, as the nodes that hold it do.</summary>
[CollectionBuilder(typeof(Seq), nameof(Seq.Create))]
internal readonly struct Seq<T>(ImmutableArray<T> items) : IEquatable<Seq<T>>, IReadOnlyList<T>
{
    private readonly ImmutableArray<T> _items = items;

    public int Count => _items.IsDefault ? 0 : _items.Length;

    public T this[int index] => _items[index];

    public static bool operator ==(Seq<T> left, Seq<T> right) => left.Equals(right);

    public static bool operator !=(Seq<T> left, Seq<T> right) => !left.Equals(right);

    public bool Equals(Seq<T> other) => Items().SequenceEqual(other.Items());

    public override bool Equals(object? obj) => obj is Seq<T> other && Equals(other);

    public override int GetHashCode() => Count;

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)Items()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ImmutableArray<T> Items() => _items.IsDefault ? [] : _items;
}

/// <summary>Creates sequences.</summary>
internal static class Seq
{
    public static Seq<T> Create<T>(ReadOnlySpan<T> items) => new([.. items]);
}
