using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AgentBus.Rego.Builtins;

/// <summary>Bytes that look random but follow from the seed of the evaluation.</summary>
internal static class SeededBytes
{
    public static byte[] For(BuiltinContext context, string purpose, int count)
    {
        var text = context.Options.Seed.ToString(CultureInfo.InvariantCulture) + "\n" + purpose;
        return SHA256.HashData(Encoding.UTF8.GetBytes(text))[..count];
    }
}
