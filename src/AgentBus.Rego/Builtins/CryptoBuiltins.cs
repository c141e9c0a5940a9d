using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Builtins;

/// <summary>Hashes and message authentication.</summary>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "Rego defines these functions.")]
[SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "Rego defines these functions.")]
internal static class CryptoBuiltins
{
    public static BuiltinTable All { get; } = new()
    {
        { "crypto.md5", [Kinds.String], Kinds.String, (_, a) => Hex(MD5.HashData(Bytes(a[0]))) },
        { "crypto.sha1", [Kinds.String], Kinds.String, (_, a) => Hex(SHA1.HashData(Bytes(a[0]))) },
        { "crypto.sha256", [Kinds.String], Kinds.String, (_, a) => Hex(SHA256.HashData(Bytes(a[0]))) },
        { "crypto.hmac.md5", [Kinds.String, Kinds.String], Kinds.String, (_, a) => Hex(HMACMD5.HashData(Bytes(a[1]), Bytes(a[0]))) },
        { "crypto.hmac.sha1", [Kinds.String, Kinds.String], Kinds.String, (_, a) => Hex(HMACSHA1.HashData(Bytes(a[1]), Bytes(a[0]))) },
        { "crypto.hmac.sha256", [Kinds.String, Kinds.String], Kinds.String, (_, a) => Hex(HMACSHA256.HashData(Bytes(a[1]), Bytes(a[0]))) },
        { "crypto.hmac.sha512", [Kinds.String, Kinds.String], Kinds.String, (_, a) => Hex(HMACSHA512.HashData(Bytes(a[1]), Bytes(a[0]))) },
        { "crypto.hmac.equal", [Kinds.String, Kinds.String], Kinds.Boolean, (_, a) => RegoBoolean.Of(CryptographicOperations.FixedTimeEquals(Bytes(a[0]), Bytes(a[1]))) },
    };

    private static byte[] Bytes(RegoValue value) => Encoding.UTF8.GetBytes(StringBuiltins.Text(value));

    private static RegoString Hex(byte[] hash) => RegoString.Of(Convert.ToHexStringLower(hash));
}
