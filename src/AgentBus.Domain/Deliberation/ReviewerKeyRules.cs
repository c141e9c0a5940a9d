using System.Security.Cryptography;
using System.Text;
using AgentBus.Domain.Tenants;
using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>
/// How keys of reviewers come to count (DEL-04, SEC-20): a person registers one, a second person who is an admin with a key that counts confirms
/// it. The first two admins have nobody to confirm theirs: for them a token stands that an operator of the silo made, and that ends with the second.
/// </summary>
public static class ReviewerKeyRules
{
    /// <summary>Who confirmed a key that was registered with the bootstrap token.</summary>
    public const string Bootstrap = "bootstrap";

    private const int FirstAdmins = 2;
    private const int MaxKeysOfOne = 8;
    private const int MaxRegisteredByOne = 64;

    private static readonly Refusal NoKey = new(Code.MessageInvalid, "It is no public key of ECDSA P-256 (SubjectPublicKeyInfo, base64).");
    private static readonly Refusal NotFresh = new(Code.PermissionDenied, "A new key takes a fresh sign-in: sign in again, and register it with the token that you get (its auth_time, or iat, says when).");
    private static readonly Refusal Known = new(Code.AlreadyExists, "This key is registered already; make another one.");
    private static readonly Refusal TooMany = new(Code.LimitExceeded, "You have as many keys as one may have; revoke one.");
    private static readonly Refusal TooManyEver = new(Code.LimitExceeded, "You have registered as many keys as one person may, those that were revoked included; an operator of the bus can take old ones out of the settings.");
    private static readonly Refusal WrongToken = new(Code.PermissionDenied, "The bootstrap token is not the tenant's, is used up, or is not for you: it is for its first two admins, one key each.");
    private static readonly Refusal NotSecond = new(Code.PermissionDenied, "A key is confirmed by somebody else: an admin whose own key counts.");
    private static readonly Refusal NotYours = new(Code.PermissionDenied, "You may revoke your own keys; an admin may revoke any.");
    private static readonly Refusal Bootstrapped = new(Code.FeatureDisabled, "Two admins have keys that count; they confirm all others.");

    /// <summary>Whether the caller is a person who has to do with keys here.</summary>
    public static Refusal? Check(DeliberationSettings settings, Principal principal) =>
        principal.Person.Length == 0 || principal.Type != EntityType.Human ? CaseRefusals.NotAPerson
        : IsAdmin(principal) || ReviewRoom.RolesOf(settings).Any(role => principal.Roles.Contains(role)) ? null
        : CaseRefusals.NotAReviewer;

    /// <summary>Registers a key; the settings with it.</summary>
    public static Refusal? Register(
        DeliberationSettings settings, Principal principal, string publicKey, string token, DateTimeOffset now, out DeliberationSettings next, out ReviewerKey? key)
    {
        (next, key) = (settings, null);
        if (Check(settings, principal) is { } refusal)
        {
            return refusal;
        }

        if (settings.KeySignInAge is { } oldest && !(principal.SignedInAt >= now - oldest))
        {
            return NotFresh;
        }

        if (ReviewerKeys.NameOf(publicKey) is not { } name)
        {
            return NoKey;
        }

        if (settings.Keys.Any(known => known.KeyId == name))
        {
            return Known;
        }

        if (settings.Keys.Count(known => known.Subject == principal.Person && known.State != ReviewerKeyState.Revoked) >= MaxKeysOfOne)
        {
            return TooMany;
        }

        // Revoked keys stay, so that none comes back and old votes can be verified.
        if (settings.Keys.Count(known => known.Subject == principal.Person) >= MaxRegisteredByOne)
        {
            return TooManyEver;
        }

        key = new ReviewerKey(name, principal.Person, publicKey, ReviewerKeyState.Pending, now, "");
        if (token.Length > 0)
        {
            if (!Opens(settings, principal, token))
            {
                key = null;
                return WrongToken;
            }

            key = key with { State = ReviewerKeyState.Active, ConfirmedBy = Bootstrap };
        }

        next = settings with { Keys = settings.Keys.Add(key) };
        next = Admins(next) >= FirstAdmins ? next with { BootstrapSha256 = "" } : next;
        return null;
    }

    /// <summary>Confirms a key; the settings with that.</summary>
    public static Refusal? Confirm(DeliberationSettings settings, Principal principal, string keyId, out DeliberationSettings next, out ReviewerKey? key)
    {
        next = settings;
        key = settings.Keys.FirstOrDefault(known => known.KeyId == keyId && known.State == ReviewerKeyState.Pending);
        if (Check(settings, principal) is { } refusal)
        {
            return refusal;
        }

        if (key is null)
        {
            return Refusal.NotFound;
        }

        if (!IsAdmin(principal) || key.Subject == principal.Person || !HasKey(settings, principal.Person))
        {
            return NotSecond;
        }

        var confirmed = key with { State = ReviewerKeyState.Active, ConfirmedBy = principal.Person };
        (next, key) = (settings with { Keys = settings.Keys.Replace(key, confirmed) }, confirmed);
        return null;
    }

    /// <summary>Revokes a key; the settings with that.</summary>
    public static Refusal? Revoke(DeliberationSettings settings, Principal principal, string keyId, out DeliberationSettings next, out ReviewerKey? key)
    {
        next = settings;
        key = settings.Keys.FirstOrDefault(known => known.KeyId == keyId);
        if (Check(settings, principal) is { } refusal)
        {
            return refusal;
        }

        if (key is null)
        {
            return Refusal.NotFound;
        }

        if (key.Subject != principal.Person && !IsAdmin(principal))
        {
            return NotYours;
        }

        var revoked = key with { State = ReviewerKeyState.Revoked };
        (next, key) = (settings with { Keys = settings.Keys.Replace(key, revoked) }, revoked);
        return null;
    }

    /// <summary>Sets a new bootstrap token.</summary>
    public static Refusal? Begin(DeliberationSettings settings, string token, out DeliberationSettings next)
    {
        next = settings with { BootstrapSha256 = HashOf(token) };
        return Admins(settings) >= FirstAdmins ? Bootstrapped : null;
    }

    private static bool Opens(DeliberationSettings settings, Principal principal, string token) =>
        settings.BootstrapSha256.Length > 0
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(settings.BootstrapSha256), Encoding.ASCII.GetBytes(HashOf(token)))
        && IsAdmin(principal)
        && !HasKey(settings, principal.Person)
        && Admins(settings) < FirstAdmins;

    private static bool IsAdmin(Principal principal) => principal.Roles.Contains(DefaultRoles.Admin);

    private static bool HasKey(DeliberationSettings settings, string person) =>
        settings.Keys.Any(key => key.Subject == person && key.State == ReviewerKeyState.Active);

    // Also those that were revoked since: whoever lost both asks an operator to change the settings, which is seen.
    private static int Admins(DeliberationSettings settings) =>
        settings.Keys.Where(static key => key.ConfirmedBy == Bootstrap).Select(static key => key.Subject).Distinct(StringComparer.Ordinal).Count();

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
