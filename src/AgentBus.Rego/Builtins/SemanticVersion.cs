using System.Globalization;
using System.Numerics;

namespace AgentBus.Rego.Builtins;

/// <summary>A version of the form of semver.org.</summary>
internal sealed record SemanticVersion(BigInteger[] Core, string[] PreRelease) : IComparable<SemanticVersion>
{
    public static SemanticVersion? TryParse(string text)
    {
        var plain = text.Split('+', 2);
        var parts = plain[0].Split('-', 2);
        var core = parts[0].Split('.');
        var pre = parts.Length > 1 ? parts[1].Split('.') : [];
        var isValid = core.Length == 3 && core.All(IsNumber) && pre.All(p => IsName(p) && (!p.All(char.IsAsciiDigit) || IsNumber(p)))
            && (plain.Length == 1 || plain[1].Split('.').All(IsName));
        return isValid ? new SemanticVersion([.. core.Select(Number)], pre) : null;
    }

    public int CompareTo(SemanticVersion? other)
    {
        for (var i = 0; i < 3; i++)
        {
            var order = Core[i].CompareTo(other!.Core[i]);
            if (order != 0)
            {
                return order;
            }
        }

        // A version before its release sorts below it.
        return PreRelease.Length == 0 || other!.PreRelease.Length == 0
            ? Math.Sign(other!.PreRelease.Length.CompareTo(PreRelease.Length) * (PreRelease.Length == other.PreRelease.Length ? 0 : 1))
            : ComparePreRelease(other.PreRelease);
    }

    private int ComparePreRelease(string[] other)
    {
        for (var i = 0; i < PreRelease.Length && i < other.Length; i++)
        {
            var (left, right) = (PreRelease[i], other[i]);
            var (leftNumber, rightNumber) = (left.All(char.IsAsciiDigit), right.All(char.IsAsciiDigit));
            var order = leftNumber && rightNumber ? Number(left).CompareTo(Number(right))
                : leftNumber != rightNumber ? (leftNumber ? -1 : 1)
                : string.CompareOrdinal(left, right);
            if (order != 0)
            {
                return Math.Sign(order);
            }
        }

        return PreRelease.Length.CompareTo(other.Length);
    }

    private static BigInteger Number(string text) => BigInteger.Parse(text, CultureInfo.InvariantCulture);

    private static bool IsNumber(string text) => text.Length is > 0 and < 20 && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0');

    private static bool IsName(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
