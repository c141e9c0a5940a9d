using System.Numerics;
using System.Text.Json;
using AgentBus.Rego.Values;

namespace AgentBus.Rego;

/// <summary>
/// An immutable Rego value. Values are totally ordered (by kind, then by content), compare by content and are safe to share between threads.
/// </summary>
public abstract class RegoValue : IEquatable<RegoValue>, IComparable<RegoValue>
{
    private protected RegoValue()
    {
    }

    /// <summary>The null value.</summary>
    public static RegoValue Null => RegoNull.Instance;

    /// <summary>The kind of this value.</summary>
    public abstract RegoKind Kind { get; }

    /// <summary>The number of items of an array or set, of entries of an object, or of code points of a string; 0 for scalars.</summary>
    public virtual int Count => 0;

    /// <summary>The text of a string, else null.</summary>
    public string? AsString => (this as RegoString)?.Text;

    /// <summary>The truth value of a boolean, else null.</summary>
    public bool? AsBoolean => (this as RegoBoolean)?.Value;

    /// <summary>The value of a number that is an integer of 64 bits, else null.</summary>
    public long? AsInt64 => this is RegoNumber number && number.TryGetInt64(out var value) ? value : null;

    /// <summary>The nearest double of a number, else null.</summary>
    public double? AsDouble => (this as RegoNumber)?.ToDouble();

    /// <summary>The items of an array or a set (in sort order), or the values of an object (in the sort order of its keys).</summary>
    public virtual IReadOnlyList<RegoValue> Items => [];

    /// <summary>The keys of an object in sort order; empty for any other kind.</summary>
    public virtual IReadOnlyList<RegoValue> Keys => [];

    /// <summary>The member under a string key of an object, or null if there is none.</summary>
    public RegoValue? this[string key] => (this as RegoObject)?.Get(RegoString.Of(key));

    /// <summary>The boolean value.</summary>
    public static RegoValue Of(bool value) => value ? RegoBoolean.True : RegoBoolean.False;

    /// <summary>The number value.</summary>
    public static RegoValue Of(long value) => RegoNumber.Of(value);

    /// <summary>The number value.</summary>
    public static RegoValue Of(BigInteger value) => RegoNumber.Of(value);

    /// <summary>The number value with the shortest decimal that denotes the double.</summary>
    /// <exception cref="ArgumentException">The double is not finite.</exception>
    public static RegoValue Of(double value) => RegoNumber.Of(value);

    /// <summary>The string value.</summary>
    public static RegoValue Of(string value) => RegoString.Of(value);

    /// <summary>An array of the items.</summary>
    public static RegoValue ArrayOf(params IEnumerable<RegoValue> items) => RegoArray.Of([.. items]);

    /// <summary>A set of the items; duplicates collapse.</summary>
    public static RegoValue SetOf(params IEnumerable<RegoValue> items) => RegoSet.Of(items.ToArray());

    /// <summary>An object of the entries; of entries with the same key the last stands.</summary>
    public static RegoValue ObjectOf(IEnumerable<KeyValuePair<string, RegoValue>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var builder = new ObjectBuilder();
        foreach (var (key, value) in entries)
        {
            builder.Set(RegoString.Of(key), value);
        }

        return builder.Build();
    }

    /// <summary>Reads a JSON text.</summary>
    /// <exception cref="FormatException">The text is not one JSON value.</exception>
    public static RegoValue FromJson(string json) => JsonText.Parse(json);

    /// <summary>Converts a parsed JSON value.</summary>
    public static RegoValue FromJson(JsonElement element) => JsonText.Convert(element);

    /// <summary>JSON text: sets become sorted arrays, keys that are not strings become their JSON text.</summary>
    public string ToJson() => JsonText.Write(this);

    /// <summary>Rego text of the value.</summary>
    public sealed override string ToString() => RegoText.Write(this);

    /// <inheritdoc/>
    public int CompareTo(RegoValue? other) => other is null ? 1 : ValueOrder.Compare(this, other);

    /// <inheritdoc/>
    public bool Equals(RegoValue? other) => ReferenceEquals(this, other) || (other is not null && Kind == other.Kind && SameContent(other));

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => obj is RegoValue other && Equals(other);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => ContentHash();

    /// <summary>Equality by content.</summary>
    public static bool operator ==(RegoValue? left, RegoValue? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Inequality by content.</summary>
    public static bool operator !=(RegoValue? left, RegoValue? right) => !(left == right);

    /// <summary>Rego's order of values.</summary>
    public static bool operator <(RegoValue left, RegoValue right) => ValueOrder.Compare(left, right) < 0;

    /// <summary>Rego's order of values.</summary>
    public static bool operator >(RegoValue left, RegoValue right) => ValueOrder.Compare(left, right) > 0;

    /// <summary>Rego's order of values.</summary>
    public static bool operator <=(RegoValue left, RegoValue right) => ValueOrder.Compare(left, right) <= 0;

    /// <summary>Rego's order of values.</summary>
    public static bool operator >=(RegoValue left, RegoValue right) => ValueOrder.Compare(left, right) >= 0;

    private protected abstract bool SameContent(RegoValue other);

    private protected abstract int ContentHash();
}
