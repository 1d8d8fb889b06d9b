"""channels keys, put-away: another key or secret of an account, and an account that is used no more."""

from typing import TYPE_CHECKING

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.cli import channels
from shopdesk.cli.declaring import Annotated, Option, command
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from shopdesk.shop.channels import Account


@command("channels keys", N_("Another app key or secret; the secret comes on standard input"))
def keys(
    run: Run,
    name: channels.Name,
    app_key: Annotated[str, Option("--app-key", metavar="KEY", help=N_("Of the app that the platform gave"))] = "",
    comes_back: Annotated[str, Option("--comes-back", metavar="ADDRESS", help=N_("As the app there has it"))] = "",
    service: Annotated[str, Option("--service", metavar="ID", help=N_("Of the service that the platform gave"))] = "",
) -> Answer:
    """What is not given, an empty secret too, stays as it was."""
    from shopdesk.shop import accounts

    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        with office.reading(actor) as desk:
            account = accounts.to_sign_in(desk, channels.account_spoken_with(desk, name).id)
        if not channels.rules(account.channel).needs_app:
            raise Conflict(
                N_("{name} has no app key."), hint=N_("Its keys are typed when signing in."), name=account.name
            )
        secret = channels.secret(_("App secret"))
        if not any(given.strip() for given in (secret, app_key, comes_back, service)):
            raise Invalid(N_("No key and no secret was given."), hint=N_("Add --app-key, or type the secret."))
        back = comes_back or str(account.options.get("comes_back_to") or channels.COMES_BACK)
        with office.writing(actor) as desk:
            accounts.keyed(
                desk, account.id, app_key=app_key or account.app_key, comes_back_to=back, service=service
            )  # fmt: skip
            if secret:
                # Before the deed ends: a key without its secret would have to be mended by hand.
                with channels.asked():
                    channels.line(run).keep(account.uid, {"secret": secret})
        with office.reading(actor) as desk:
            made = channels.standing(desk, account.id)
    nxt = _("Sign in: shopdesk channels login {name}").format(name=made.id)
    return Answer(channels.told(made), (_("The keys of {name} are kept.").format(name=made.name), nxt))


@command("channels put-away", N_("Use an account no more"))
def put_away(run: Run, name: channels.Name) -> Answer:
    """Old orders and bills stay; goods there are not taken down."""
    from shopdesk.shop import accounts

    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        with office.writing(actor) as desk:
            account = accounts.account_of(accounts.named(desk, name))
            accounts.put_away(desk, account.id)
    lines = (_("{name} is put away.").format(name=account.name), *_forgotten(run, account))
    told = {"id": account.id, "name": account.name, "channel": account.channel, "in_use": False}
    return Answer({**told, "forgotten": len(lines) == 1}, lines, len(lines) - 1)


def _forgotten(run: Run, account: "Account") -> tuple[str, ...]:
    """Its secrets leave the safe; what to say where that did not work."""
    from shopdesk.shop.channels import ChannelProblem

    if account.options.get("by_file"):
        return ()
    try:
        channels.line(run).forget(account.uid)
    except ChannelProblem as problem:
        return (f"{channels.refusal(problem)} {channels.refusal(problem).hint}".strip(),)
    return ()
