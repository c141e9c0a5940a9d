using System.Security.Cryptography;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Builtins;

/// <summary>Reads keys in the form of RFC 7517.</summary>
internal static class JsonWebKeys
{
    public static List<JwtKey> ReadPublic(string text)
    {
        try
        {
            var document = JsonText.Parse(text);
            var keys = document["keys"] is RegoArray set ? set.Items : [document];
            return [.. keys.Select(Public)];
        }
        catch (Exception error) when (error is FormatException or CryptographicException or ArgumentException)
        {
            throw BuiltinFault.Of("failed to parse a JWK key (set)", error);
        }
    }

    /// <summary>Signs with a private or shared key.</summary>
    public static byte[] Sign(RegoValue key, JwtAlgorithm algorithm, byte[] data)
    {
        try
        {
            switch (algorithm.Family)
            {
                case JwtFamily.Secret:
                    return algorithm.Authenticate(Part(key, "k"), data);
                case JwtFamily.Curve:
                    using (var curve = ECDsa.Create(Curve(key, isPrivate: true)))
                    {
                        return curve.SignData(data, algorithm.Hash);
                    }

                case JwtFamily.RsaPkcs1 or JwtFamily.RsaPss:
                    using (var rsa = RSA.Create(Rsa(key, isPrivate: true)))
                    {
                        return rsa.SignData(data, algorithm.Hash, algorithm.Family == JwtFamily.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
                    }

                default:
                    throw BuiltinFault.Of($"unsupported signature algorithm: {algorithm.Name}");
            }
        }
        catch (Exception error) when (error is CryptographicException or FormatException or ArgumentException)
        {
            throw BuiltinFault.Of("failed to sign: " + error.Message, error);
        }
    }

    private static JwtKey Public(RegoValue key)
    {
        var (id, algorithm) = (key["kid"]?.AsString, key["alg"]?.AsString);
        return key["kty"]?.AsString switch
        {
            "RSA" => new JwtKey(id, algorithm, RSA.Create(Rsa(key, isPrivate: false)), null, null),
            "EC" => new JwtKey(id, algorithm, null, ECDsa.Create(Curve(key, isPrivate: false)), null),
            "OKP" => new JwtKey(id, algorithm, null, null, Part(key, "x")),
            "oct" => new JwtKey(id, algorithm, null, null, null),
            _ => throw new FormatException("unknown kty"),
        };
    }

    private static RSAParameters Rsa(RegoValue key, bool isPrivate)
    {
        var parameters = new RSAParameters { Modulus = Part(key, "n"), Exponent = Part(key, "e") };
        if (isPrivate)
        {
            var half = (parameters.Modulus.Length + 1) / 2;
            parameters.D = Sized(Part(key, "d"), parameters.Modulus.Length);
            parameters.P = Sized(Part(key, "p"), half);
            parameters.Q = Sized(Part(key, "q"), half);
            parameters.DP = Sized(Part(key, "dp"), half);
            parameters.DQ = Sized(Part(key, "dq"), half);
            parameters.InverseQ = Sized(Part(key, "qi"), half);
        }

        return parameters;
    }

    private static ECParameters Curve(RegoValue key, bool isPrivate)
    {
        var (curve, size) = key["crv"]?.AsString switch
        {
            "P-256" => (ECCurve.NamedCurves.nistP256, 32),
            "P-384" => (ECCurve.NamedCurves.nistP384, 48),
            "P-521" => (ECCurve.NamedCurves.nistP521, 66),
            _ => throw new FormatException("unknown curve"),
        };
        var point = new ECPoint { X = Sized(Part(key, "x"), size), Y = Sized(Part(key, "y"), size) };
        return new ECParameters { Curve = curve, Q = point, D = isPrivate ? Sized(Part(key, "d"), size) : null };
    }

    private static byte[] Part(RegoValue key, string name)
    {
        var text = key[name]?.AsString ?? throw new FormatException($"the key has no {name}");
        return Base64Text.DecodeUrl(text.TrimEnd('='));
    }

    private static byte[] Sized(byte[] bytes, int size)
    {
        var sized = new byte[size];
        var kept = bytes.AsSpan(Math.Max(0, bytes.Length - size));
        kept.CopyTo(sized.AsSpan(size - kept.Length));
        return sized;
    }
}
