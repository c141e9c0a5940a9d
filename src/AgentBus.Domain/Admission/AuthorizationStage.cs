using AgentBus.Domain.Access;
using AgentBus.Domain.Routing;

namespace AgentBus.Domain.Admission;

/// <summary>
/// A role of the sender covers the message's subject, or each of them (POL-01, POL-02), the room's list admits the sender, and the content is
/// not classified higher than the room takes (POL-14). Who is written to in a room is in it (ROOM-03). What no rule allows is denied (POL-03).
/// </summary>
public sealed class AuthorizationStage : IAdmissionStage
{
    /// <summary>The stage's name.</summary>
    public const string Name = "authorization";

    string IAdmissionStage.Name => Name;

    /// <inheritdoc/>
    public StageResult Judge(ref AdmissionRun run)
    {
        ref readonly var context = ref run.Context;
        var verb = SubjectVerbs.Of(run.Envelope.Type);
        var access = context.Tenant.AccessOf(context.Principal);
        if (run.Target.IsNone)
        {
            // A sign of life reaches nobody.
            return StageResult.Pass;
        }

        var grant = run.Target.Channel is { } channel
            ? access.Publish(channel, verb)
            : AccessRules.DecideDirect(context.Principal, context.Tenant, run.Target.Direct!, verb);
        run.Subject = grant.Subject;
        if (run.Envelope.Subject.Length > 0 && run.Envelope.Subject != grant.Subject)
        {
            return StageResult.Refuse(AccessRefusals.ForgedSubject);
        }

        if (grant.Refusal is { } refusal)
        {
            return StageResult.Refuse(refusal);
        }

        if (run.Classification > grant.MaxClassification)
        {
            return StageResult.Refuse(AccessRefusals.Classification);
        }

        return AreInRoom(run.Target.Direct, context.Members) ? StageResult.Pass : StageResult.Refuse(AccessRefusals.NotInRoom);
    }

    /// <summary>Whether the target takes content of the run's classification; for stages that raise it later.</summary>
    internal static bool Takes(in AdmissionRun run)
    {
        ref readonly var context = ref run.Context;
        var verb = SubjectVerbs.Of(run.Envelope.Type);
        var channel = run.Target.Channel ?? run.Target.Direct?.PrivateChannel;
        return channel is not { } named || run.Classification <= context.Tenant.AccessOf(context.Principal).Publish(named, verb).MaxClassification;
    }

    private static bool AreInRoom(DirectTarget? direct, IRoomMembers? members)
    {
        if (direct?.PrivateChannel is not { } channel)
        {
            return true;
        }

        foreach (var receiver in direct.Receivers)
        {
            if (members?.IsMember(receiver, channel.RoomKey) != true)
            {
                return false;
            }
        }

        return true;
    }
}
