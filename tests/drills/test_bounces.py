"""F17, B4: what comes back late, early, twice, forged, by thousands, beside people at work."""

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from escale.bounces.actions.record_bounce import record_bounce
from escale.bounces.actions.settle_waiting_bounces import settle_waiting_bounces
from escale.bounces.models import ReceivedBounce
from escale.bounces.states import BounceState
from escale.bounces.tests.made import letter, report
from escale.clients.tests.factories import ClientFactory, MemberFactory
from escale.dotations.actions.activate_dotation import activate_dotation
from escale.dotations.actions.attach_account import attach_account
from escale.dotations.actions.correct_contact import correct_contact
from escale.dotations.actions.resend_activation import resend_activation
from escale.dotations.contact import Contact
from escale.dotations.models import Dotation
from escale.dotations.states import TRANSITIONS, DotationStatus
from escale.dotations.tests.factories import DotationFactory
from escale.journal.actor import SYSTEM
from escale.journal.queries import entries_about
from escale.kernel.errors import DomainError
from escale.mailing.actions.claim_messages import claim_messages
from escale.mailing.actions.settle_message import settle_message
from escale.mailing.models import OutgoingMessage
from escale.mailing.return_address import return_address
from escale.mailing.states import MessageState
from escale.mailing.transport import Answer, Verdict
from escale.orders.tests.factories import OrderFactory

pytestmark = pytest.mark.drill
