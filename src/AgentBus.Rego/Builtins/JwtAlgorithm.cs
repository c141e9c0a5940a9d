using System.Security.Cryptography;

namespace AgentBus.Rego.Builtins;

internal enum JwtFamily
{
    Secret,
    RsaPkcs1,
    RsaPss,
    Curve,
    Edwards,
}

/// <summary>A signature algorithm by its name in RFC 7518.</summary>
internal sealed record JwtAlgorithm(string Name, JwtFamily Family, HashAlgorithmName Hash)
{
    public static JwtAlgorithm? Find(string name)
    {
        if (name == "EdDSA")
        {
            return new JwtAlgorithm(name, JwtFamily.Edwards, HashAlgorithmName.SHA512);
        }

        var hash = name.Length == 5 ? name[2..] switch
        {
            "256" => HashAlgorithmName.SHA256,
            "384" => HashAlgorithmName.SHA384,
            "512" => HashAlgorithmName.SHA512,
            _ => default,
        } : default;
        if (hash.Name is null)
        {
            return null;
        }

        return name[..2] switch
        {
            "HS" => new JwtAlgorithm(name, JwtFamily.Secret, hash),
            "RS" => new JwtAlgorithm(name, JwtFamily.RsaPkcs1, hash),
            "PS" => new JwtAlgorithm(name, JwtFamily.RsaPss, hash),
            "ES" => new JwtAlgorithm(name, JwtFamily.Curve, hash),
            _ => null,
        };
    }

    public byte[] Authenticate(byte[] secret, byte[] data) => Hash.Name switch
    {
        "SHA256" => HMACSHA256.HashData(secret, data),
        "SHA384" => HMACSHA384.HashData(secret, data),
        _ => HMACSHA512.HashData(secret, data),
    };
}
