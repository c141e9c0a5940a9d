using System.Collections.Immutable;
using System.Text;

namespace AgentBus.Domain.Inspection;

/// <summary>
/// Texts that go whatever they say (CAS-05): a name without a dot is a key at any depth, one with dots the whole way from the envelope
/// down, lists passed over (<c>payload.user.password</c>); what lies below goes too. ASCII case makes no difference. A path that a message
/// does not have changes nothing.
/// </summary>
internal sealed class RedactionPaths
{
    private const byte Dot = (byte)'.';

    private readonly byte[][] _names;
    private readonly byte[][] _paths;

    public RedactionPaths(ImmutableArray<string> paths)
    {
        _names = [.. paths.Where(static p => !p.Contains('.', StringComparison.Ordinal)).Select(Encoding.UTF8.GetBytes)];
        _paths = [.. paths.Where(static p => p.Contains('.', StringComparison.Ordinal)).Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>No path.</summary>
    public static RedactionPaths None { get; } = new([]);

    /// <summary>Whether one of the paths leads to the text of this key and way, or to what it is part of.</summary>
    public bool Match(ReadOnlySpan<byte> key, ReadOnlySpan<byte> path) =>
        (_names.Length > 0 && (IsName(key) || IsNamed(path))) || (_paths.Length > 0 && IsPath(path));

    private bool IsNamed(ReadOnlySpan<byte> path)
    {
        for (var end = path.IndexOf(Dot); end >= 0; path = path[(end + 1)..], end = path.IndexOf(Dot))
        {
            if (IsName(path[..end]))
            {
                return true;
            }
        }

        return IsName(path);
    }

    private bool IsName(ReadOnlySpan<byte> name)
    {
        foreach (var one in _names)
        {
            if (one.Length == name.Length && Ascii.EqualsIgnoreCase(one, name))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsPath(ReadOnlySpan<byte> path)
    {
        foreach (var one in _paths)
        {
            if (path.Length >= one.Length && Ascii.EqualsIgnoreCase(one, path[..one.Length]) && (path.Length == one.Length || path[one.Length] == Dot))
            {
                return true;
            }
        }

        return false;
    }
}
