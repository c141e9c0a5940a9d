using System.Text;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Builtins;

/// <summary>Checks signatures and claims of tokens.</summary>
internal static class JwtVerification
{
    private const int MaxNesting = 8;

    public static bool VerifyWithKeys(JwtToken token, string keys, JwtAlgorithm algorithm)
    {
        var read = JwtKey.Read(keys);
        try
        {
            var data = Encoding.UTF8.GetBytes(token.SignedText);
            var id = token.Header["kid"]?.AsString;
            var candidates = id is not null && read.Any(k => k.Id == id) ? read.Where(k => k.Id == id) : read;
            return candidates.Any(k => (k.Algorithm is null || k.Algorithm == algorithm.Name || read.Count == 1) && k.Verify(algorithm, data, token.Signature));
        }
        finally
        {
            read.ForEach(k => k.Dispose());
        }
    }

    public static bool VerifyWithSecret(JwtToken token, string secret, JwtAlgorithm algorithm) =>
        System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
            algorithm.Authenticate(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(token.SignedText)), token.Signature);

    /// <summary>The header and claims of a token that fulfils the constraints, or null.</summary>
    public static (RegoObject Header, RegoObject Claims)? DecodeVerify(BuiltinContext context, string text, RegoObject constraints)
    {
        var limits = JwtConstraints.Read(constraints, context.Now);
        for (var nesting = 0; nesting < MaxNesting; nesting++)
        {
            var token = JwtToken.Parse(text);
            if (!IsSigned(token, limits))
            {
                return null;
            }

            if (token.IsNested)
            {
                text = token.Inner;
                continue;
            }

            var claims = token.Claims;
            return limits.Allow(claims) ? (token.Header, claims) : null;
        }

        throw BuiltinFault.Of("JWT nested too deeply");
    }

    private static bool IsSigned(JwtToken token, JwtConstraints limits)
    {
        // Extensions that a token calls critical are unknown here, so it must not be accepted.
        if (JwtAlgorithm.Find(token.Algorithm) is not { } algorithm
            || (limits.Algorithm is not null && limits.Algorithm != algorithm.Name)
            || token.Header["crit"] is not null)
        {
            return false;
        }

        return algorithm.Family == JwtFamily.Secret
            ? limits.Secret is not null && VerifyWithSecret(token, limits.Secret, algorithm)
            : limits.Keys is not null && VerifyWithKeys(token, limits.Keys, algorithm);
    }
}
