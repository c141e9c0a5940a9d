using AgentBus.Rego.Values;

namespace AgentBus.Rego.Builtins;

/// <summary>What a token has to fulfil; times are in nanoseconds since 1970.</summary>
internal sealed record JwtConstraints(string? Keys, string? Secret, string? Algorithm, string? Issuer, string? Audience, RegoNumber Time)
{
    public static JwtConstraints Read(RegoObject constraints, RegoNumber now)
    {
        foreach (var key in constraints.Keys)
        {
            if (key.AsString is not ("cert" or "secret" or "alg" or "iss" or "aud" or "time"))
            {
                throw BuiltinFault.Of($"unknown token validation constraint {key}");
            }
        }

        var keys = Text(constraints, "cert");
        var secret = Text(constraints, "secret");
        if (keys is null == secret is null)
        {
            throw BuiltinFault.Of(keys is null ? "no key constraint" : "duplicate key constraints");
        }

        var time = constraints["time"] is { } given ? given as RegoNumber ?? throw BuiltinFault.Of("token time constraint: must be a number") : now;
        return new JwtConstraints(keys, secret, Text(constraints, "alg"), Text(constraints, "iss"), Text(constraints, "aud"), time);
    }

    public bool Allow(RegoObject claims)
    {
        if (Issuer is not null && claims["iss"]?.AsString != Issuer)
        {
            return false;
        }

        if (Audience is null ? claims["aud"] is not null : !IsAudience(claims["aud"]))
        {
            return false;
        }

        return (Moment(claims, "exp") is not { } expires || Time.CompareNumber(expires) < 0)
            && (Moment(claims, "nbf") is not { } start || Time.CompareNumber(start) >= 0);
    }

    private bool IsAudience(RegoValue? audience) =>
        audience is RegoArray many ? many.Items.Any(a => a.AsString == Audience) : audience?.AsString == Audience;

    private static RegoNumber? Moment(RegoObject claims, string name) => claims[name] switch
    {
        null => null,
        RegoNumber seconds => ArithmeticBuiltins.Multiply(seconds, RegoNumber.Of(1_000_000_000)),
        _ => throw BuiltinFault.Of($"{name} value must be a number"),
    };

    private static string? Text(RegoObject constraints, string name) =>
        constraints[name] is { } value ? value.AsString ?? throw BuiltinFault.Of($"{name} constraint: must be a string") : null;
}
