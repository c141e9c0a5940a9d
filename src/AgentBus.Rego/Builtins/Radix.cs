using System.Numerics;
using System.Text;

namespace AgentBus.Rego.Builtins;

/// <summary>Integers in bases that are powers of two.</summary>
internal static class Radix
{
    public static string Write(BigInteger value, int bitsPerDigit, bool upper)
    {
        if (value.IsZero)
        {
            return "0";
        }

        var text = new StringBuilder();
        var mask = (1 << bitsPerDigit) - 1;
        for (var rest = BigInteger.Abs(value); !rest.IsZero; rest >>= bitsPerDigit)
        {
            var digit = (int)(rest & mask);
            text.Insert(0, (upper ? "0123456789ABCDEF" : "0123456789abcdef")[digit]);
        }

        return (value.Sign < 0 ? "-" : string.Empty) + text;
    }
}
